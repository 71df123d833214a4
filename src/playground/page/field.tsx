import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import type { ToldProblem } from "./control.ts";
import { FindingLink } from "./finding-link.tsx";
import "./field.css";

interface FieldProps {
  readonly label: string;
  /** What the word means, for whoever points at it. */
  readonly meaning?: string;
  readonly problems?: readonly ToldProblem[];
  /** @param id of the control, @param describedBy of what is wrong with it */
  readonly children: (id: string, describedBy: string | undefined) => ComponentChildren;
}

/** A control with its label, and what is wrong with it under it. */
export function Field({ label, meaning, problems = [], children }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label class="field__label" for={id} title={meaning}>
        {label}
      </label>
      {children(id, problems.length === 0 ? undefined : `${id}-problems`)}
      {problems.length > 0 && (
        <ul class="field__problems" id={`${id}-problems`}>
          {problems.map(({ message, fix, severity = "error", code }) => (
            <li key={message} class={`field__problem field__problem--${severity}`}>
              {severity === "error" ? "✗" : "i"} {message} {fix} {code !== undefined && <FindingLink code={code} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A choice among few words. */
export function Choice<Value extends string>({
  id,
  value,
  values,
  names,
  choose,
  disabled = false,
}: {
  readonly id: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly names?: Readonly<Record<Value, string>>;
  readonly choose: (value: Value) => void;
  readonly disabled?: boolean;
}): JSX.Element {
  return (
    <select
      id={id}
      class="control"
      value={value}
      disabled={disabled}
      onChange={({ currentTarget }) => {
        const chosen = values.find((one) => one === currentTarget.value);
        if (chosen !== undefined) choose(chosen);
      }}
    >
      {values.map((one) => (
        <option key={one} value={one}>
          {names?.[one] ?? one}
        </option>
      ))}
    </select>
  );
}

type ValueFieldProps<Value> = Omit<FieldProps, "children"> & {
  readonly value: Value;
  readonly change: (value: Value) => void;
};

/** One line of text. */
export function TextField({
  value,
  change,
  maxLength = 500,
  isNumber = false,
  disabled = false,
  ...field
}: ValueFieldProps<string> & {
  readonly maxLength?: number;
  readonly isNumber?: boolean;
  readonly disabled?: boolean;
}): JSX.Element {
  return (
    <Field {...field}>
      {(id, describedBy) => (
        <input
          id={id}
          class="control"
          value={value}
          maxLength={maxLength}
          inputMode={isNumber ? "numeric" : "text"}
          disabled={disabled}
          spellcheck={false}
          aria-describedby={describedBy}
          aria-invalid={isWrong(field.problems)}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Several lines of text. */
export function LongTextField({
  value,
  change,
  rows,
  placeholder,
  ...field
}: ValueFieldProps<string> & { readonly rows: number; readonly placeholder?: string }): JSX.Element {
  return (
    <Field {...field}>
      {(id, describedBy) => (
        <textarea
          id={id}
          class="control"
          rows={rows}
          maxLength={20_000}
          placeholder={placeholder}
          spellcheck={false}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={isWrong(field.problems)}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Yes or no, with words for yes. */
export function CheckField({
  value,
  change,
  yes,
  ...field
}: ValueFieldProps<boolean> & { readonly yes: string }): JSX.Element {
  return (
    <Field {...field}>
      {(id, describedBy) => (
        <span class="check-box">
          <input
            id={id}
            type="checkbox"
            checked={value}
            aria-describedby={describedBy}
            onChange={({ currentTarget }) => change(currentTarget.checked)}
          />
          {yes}
        </span>
      )}
    </Field>
  );
}

/** Advice is no mistake. */
function isWrong(problems: readonly ToldProblem[] = []): boolean {
  return problems.some(({ severity = "error" }) => severity === "error");
}
