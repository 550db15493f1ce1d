import { Field } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";

interface TextFieldProps extends ComponentProps<typeof Field.Control> {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly validate?: (value: unknown) => string | null;
}

/** A labelled line of text; what does not fit is said below it. */
export function TextField({ name, label, hint, validate, ...control }: TextFieldProps) {
  return (
    <Field.Root name={name} className="field" {...(validate && { validate })}>
      <Field.Label className="field-label">{label}</Field.Label>
      <Field.Control className="input" autoComplete="off" spellCheck={false} {...control} />
      {hint !== undefined && <Field.Description className="field-hint">{hint}</Field.Description>}
      <Field.Error className="field-error" />
    </Field.Root>
  );
}

/** What went wrong in a form as a whole; read out as soon as it stands there. */
export function FormTrouble({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="form-trouble">
      {children}
    </p>
  );
}
