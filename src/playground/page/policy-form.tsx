import type { JSX } from "preact";
import type { ToldProblem } from "./control.ts";
import { CheckField, LongTextField, TextField } from "./field.tsx";
import type { Case } from "./server-spec.ts";
import { change, problems } from "./state.ts";
import { useTypedText } from "./typed-text.ts";

type Options = Readonly<Record<string, unknown>>;

/** Options that are lists of names, and what they mean. */
const LISTS: Readonly<Record<string, string>> = {
  origins: "Origins of pages that may read the answers; patterns such as http://localhost:*; or * for everybody.",
  methods: "Methods that need permission; GET, HEAD and POST need none. Or *.",
  allowHeaders: "Request headers that a page may set. Or *.",
  exposeHeaders: "Response headers that a page may read, besides the seven that every page may. Or *.",
};

const DANGERS: Readonly<Record<string, string>> = {
  dangerouslyAllowNullOrigin: "null may stand among the origins: any site can make a frame whose origin that is.",
  dangerouslyAllowInsecureOrigins: "http: origins may stand beside credentials.",
  dangerouslyAllowPublicSuffixes: "A * may stand directly under a suffix where anybody can get a name.",
};

const KNOWN: ReadonlySet<unknown> = new Set([...Object.keys(LISTS), ...Object.keys(DANGERS), "credentials", "maxAge"]);

/** Every field of a policy. The API is told at once, and what the engine has against it stands under the field. */
export function PolicyForm({ value, options }: { readonly value: Case; readonly options: unknown }): JSX.Element {
  const given = (typeof options === "object" && options !== null ? options : {}) as Options;
  const set = (name: string, written: unknown): void => {
    const { [name]: _before, ...others } = given;
    const next = written === undefined ? others : { ...others, [name]: written };
    change({ ...value, server: { kind: "policy", options: next } });
  };
  const of = (name: string): readonly ToldProblem[] => problems.value.filter(({ path }) => path[0] === name);
  return (
    <>
      {Object.entries(LISTS).map(([name, meaning]) => (
        <ListField
          key={name}
          name={name}
          meaning={meaning}
          value={given[name]}
          change={(written) => set(name, written)}
          problems={of(name)}
        />
      ))}
      <div class="form__row">
        <CheckField
          label="credentials"
          meaning="Whether cookies may go along."
          yes="may be sent"
          value={given["credentials"] === true}
          change={(allowed) => set("credentials", allowed || undefined)}
          problems={of("credentials")}
        />
        <TextField
          label="maxAge"
          meaning="Seconds for which a browser may remember the permission. Empty: 5."
          isNumber
          value={writeNumber(given["maxAge"])}
          change={(text) => set("maxAge", readNumber(text))}
          problems={of("maxAge")}
        />
      </div>
      <details class="form__dangers">
        <summary>What is dangerous</summary>
        {Object.entries(DANGERS).map(([name, meaning]) => (
          <CheckField
            key={name}
            label={name}
            yes={meaning}
            value={given[name] === true}
            change={(allowed) => set(name, allowed || undefined)}
            problems={of(name)}
          />
        ))}
      </details>
      <OtherProblems />
    </>
  );
}

/** What is wrong in no field of its own, and what it comes to. */
function OtherProblems(): JSX.Element {
  const others = problems.value.filter(({ path }) => !KNOWN.has(path[0]));
  return (
    <output class="form__others">
      {others.map(({ message, fix = "" }) => (
        <p key={message} class="field__problem--error">{`✗ ${message} ${fix}`}</p>
      ))}
      {problems.value.some(({ severity = "error" }) => severity === "error") && (
        <p class="form__note">Until this is mended, the API keeps the policy that it had.</p>
      )}
    </output>
  );
}

interface ListFieldProps {
  readonly name: string;
  readonly meaning: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly problems: readonly ToldProblem[];
}

function ListField({ name, meaning, value, change: set, problems: own }: ListFieldProps): JSX.Element {
  const [text, type] = useTypedText<unknown>(value, readList, writeList);
  const field = {
    label: name,
    meaning,
    problems: own,
    value: text,
    change: (typed: string): void => {
      const written = type(typed);
      // Without any name the option is left out; but a policy has to say whose pages may read.
      set(Array.isArray(written) && written.length === 0 && name !== "origins" ? undefined : written);
    },
  };
  return name === "origins" ? <LongTextField rows={2} {...field} /> : <TextField {...field} />;
}

function writeList(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : "";
}

function readList(text: string): "*" | string[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  return names.length === 1 && names[0] === "*" ? "*" : names;
}

function writeNumber(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

/** What is no number goes to the engine as it is, which says so. */
function readNumber(text: string): number | string | undefined {
  if (text === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
