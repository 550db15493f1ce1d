/** What was refused, each in a sentence; read out as soon as it stands there. */
export function Troubles({ troubles }: { readonly troubles: readonly string[] }) {
  if (troubles.length === 0) return null;
  return (
    <div role="alert" className="form-trouble">
      {troubles.length === 1 ? (
        <p>{troubles[0]}</p>
      ) : (
        <ul>
          {troubles.map((trouble) => (
            <li key={trouble}>{trouble}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
