import type { JSX } from "preact";
import type { LabAnswer, LabPlace } from "../server/lab-answer.ts";
import { CheckField, TextField } from "./field.tsx";
import { LinesField } from "./lines-field.tsx";
import type { Case } from "./server-spec.ts";
import { change, problems } from "./state.ts";

const HALVES = [
  ["preflight", "To the preflight", "What is answered to OPTIONS when the browser asks first."],
  ["actual", "To everything else", "What is answered to the request itself."],
] as const;

/** Answers that are written by hand: status and lines of each half, also wrong ones. */
export function HandForm({
  value,
  places,
}: {
  readonly value: Case;
  readonly places: readonly LabPlace[];
}): JSX.Element {
  const set = (index: number, place: LabPlace): void =>
    change({ ...value, server: { kind: "hand", places: places.with(index, place) } });
  return (
    <>
      {places.map((place, index) => (
        <div class="form__place" key={index}>
          {places.length > 1 && <p class="form__path">{place.path}</p>}
          {HALVES.map(([half, title, meaning]) => (
            <AnswerFields
              key={half}
              title={title}
              meaning={meaning}
              place={index}
              half={half}
              answer={place[half]}
              change={(answer) => set(index, { ...place, [half]: answer })}
            />
          ))}
        </div>
      ))}
      <p class="form__note">
        {
          "The lab sends these lines as they are, doubled and wrong ones too. {origin} in a value stands for the request's Origin."
        }
      </p>
    </>
  );
}

interface AnswerFieldsProps {
  readonly title: string;
  readonly meaning: string;
  readonly place: number;
  readonly half: "preflight" | "actual";
  readonly answer: LabAnswer;
  readonly change: (answer: LabAnswer) => void;
}

function AnswerFields({ title, meaning, place, half, answer, change: set }: AnswerFieldsProps): JSX.Element {
  const told = problems.value.filter(({ path }) => path[0] === place && path[1] === half);
  const of = (name: string): typeof told => told.filter(({ path }) => path[2] === name);
  const { silent: _silent, ...answering } = answer;
  return (
    <fieldset class="form__half">
      <legend title={meaning}>{title}</legend>
      <div class="form__row">
        <TextField
          label="Status"
          isNumber
          maxLength={3}
          value={String(answer.status)}
          disabled={answer.silent === true}
          change={(text) => set({ ...answer, status: Number(text) })}
          problems={of("status")}
        />
        <TextField
          label="Delay, ms"
          isNumber
          maxLength={5}
          value={String(answer.delay ?? 0)}
          change={(text) => set({ ...answer, delay: Number(text) })}
          problems={of("delay")}
        />
        <CheckField
          label="No answer at all"
          meaning="The server closes the connection."
          yes="hangs up"
          value={answer.silent === true}
          change={(silent) => set(silent ? { ...answering, silent: true } : answering)}
        />
      </div>
      <LinesField
        label="Header lines"
        lines={answer.headers}
        change={(headers) => set({ ...answer, headers })}
        problems={of("headers")}
      />
    </fieldset>
  );
}
