/** A report of our own form, as a sender of panic buttons has it. */
export const exampleReport = {
  externalId: "PB-17",
  change: "report",
  fields: { kind: "panic", severity: "critical", text: "Tombol panik Pasar Gusher", place: "Pasar Gusher" },
};

/** A secret that the sender is told apart. */
const SECRET_APART = "whsec_…";

/**
 * Lines for a shell that sign a message as Standard Webhooks says (https://www.standardwebhooks.com) and send it, with
 * openssl and curl alone. `secret` null: to be filled in.
 */
export function signingExample(address: string, secret: string | null): string {
  return `URL='${address}'
SECRET='${secret ?? SECRET_APART}'
BODY='${JSON.stringify(exampleReport)}'
ID="msg_$(openssl rand -hex 12)"
TIME=$(date +%s)
KEY=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)
curl --fail-with-body "$URL" -H "content-type: application/json" -H "webhook-id: $ID" \\
  -H "webhook-timestamp: $TIME" -H "webhook-signature: v1,$SIGNATURE" --data-binary "$BODY"
`;
}
