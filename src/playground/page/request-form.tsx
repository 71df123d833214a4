import type { JSX } from "preact";
import { codeOf } from "./client-code.ts";
import { Choice, Field, LongTextField, TextField } from "./field.tsx";
import { LinesField } from "./lines-field.tsx";
import {
  CLIENT_NAMES,
  CLIENTS,
  CREDENTIALS_MODES,
  MODES,
  REDIRECT_MODES,
  wireMethod,
  type PageRequest,
} from "./page-request.ts";
import type { Case } from "./server-spec.ts";
import { change, urlProblem } from "./state.ts";

const MEANINGS = {
  method: "Any word will do. Browsers write six of them in capitals, and leave all others as they are.",
  credentials: "Whether cookies and stored passwords go along. include: also to other origins.",
  mode: "cors: ask the server. no-cors: send it, and read nothing. same-origin: stay at home.",
  redirect: "What to do when the server sends the request on.",
} as const;

/** The request, as the page makes it. The code is shown and never run: what is sent is made of these fields. */
export function RequestForm({ value }: { readonly value: Case }): JSX.Element {
  const { request } = value;
  const set = (part: Partial<PageRequest>): void => change({ ...value, request: { ...request, ...part } });
  const sent = wireMethod(request);
  const { body: _body, ...withoutBody } = request;
  const problem = urlProblem.value;
  return (
    <section class="form" aria-labelledby="request-title">
      <h3 id="request-title">The page's request</h3>
      <div class="form__row">
        <Field label="Sent with">
          {(id) => (
            <Choice
              id={id}
              value={request.client}
              values={CLIENTS}
              names={CLIENT_NAMES}
              choose={(client) => set({ client })}
            />
          )}
        </Field>
        <TextField
          label={sent === request.method ? "Method" : `Method, sent as ${sent}`}
          meaning={MEANINGS.method}
          value={request.method}
          maxLength={50}
          change={(method) => set({ method })}
        />
      </div>
      <TextField
        label="URL"
        value={request.url}
        problems={problem === undefined ? [] : [{ path: [], message: problem }]}
        change={(url) => set({ url })}
      />
      <LinesField label="Headers" lines={request.headers} change={(headers) => set({ headers })} rows={2} />
      <LongTextField
        label="Body"
        rows={2}
        value={request.body ?? ""}
        change={(body) => change({ ...value, request: body === "" ? withoutBody : { ...request, body } })}
      />
      <Modes request={request} set={set} />
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre class="form__code" aria-label="The code that sends this" tabIndex={0}>
        {codeOf(request)}
      </pre>
    </section>
  );
}

/** What stands in the second argument of `fetch`; other clients know only whether credentials go along. */
function Modes({
  request,
  set,
}: {
  readonly request: PageRequest;
  readonly set: (part: Partial<PageRequest>) => void;
}): JSX.Element {
  const isFetch = request.client === "fetch";
  return (
    <div class="form__row">
      <Field label="Credentials" meaning={MEANINGS.credentials}>
        {(id) => (
          <Choice
            id={id}
            value={request.credentials}
            values={CREDENTIALS_MODES}
            choose={(credentials) => set({ credentials })}
          />
        )}
      </Field>
      <Field label="Mode" meaning={MEANINGS.mode}>
        {(id) => (
          <Choice id={id} value={request.mode} values={MODES} choose={(mode) => set({ mode })} disabled={!isFetch} />
        )}
      </Field>
      <Field label="Redirects" meaning={MEANINGS.redirect}>
        {(id) => (
          <Choice
            id={id}
            value={request.redirect}
            values={REDIRECT_MODES}
            choose={(redirect) => set({ redirect })}
            disabled={!isFetch}
          />
        )}
      </Field>
    </div>
  );
}
