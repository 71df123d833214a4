import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { HandForm } from "./hand-form.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { change } from "./state.ts";
import { answer, type Case, type ServerSpec } from "./server-spec.ts";
import { PAGE_ORIGIN } from "./setup.ts";
import "./form.css";

/** What the other kind of server begins with. */
const USUAL: Readonly<Record<"policy" | "hand", ServerSpec>> = {
  policy: {
    kind: "policy",
    options: { origins: [PAGE_ORIGIN], methods: ["PUT", "DELETE"], allowHeaders: ["Content-Type"] },
  },
  hand: {
    kind: "hand",
    places: [
      {
        path: "/orders/1",
        preflight: answer(204, {
          "Access-Control-Allow-Origin": PAGE_ORIGIN,
          "Access-Control-Allow-Methods": "PUT, DELETE",
          "Access-Control-Allow-Headers": "content-type",
        }),
        actual: answer(200, { "Access-Control-Allow-Origin": PAGE_ORIGIN, Vary: "Origin" }),
      },
    ],
  },
};

/** The server: a policy, or answers that are written by hand. */
export function ServerForm({ value }: { readonly value: Case }): JSX.Element {
  const { server } = value;
  // What was written for the other kind comes back.
  const lastRef = useRef(USUAL);
  const choose = (kind: "policy" | "hand"): void => {
    if (server.kind === kind || server.kind === "gone") return;
    const other = lastRef.current[kind];
    lastRef.current = { ...lastRef.current, [server.kind]: server };
    change({ ...value, server: other });
  };
  return (
    <section class="form" aria-labelledby="server-title">
      <div class="form__head">
        <h3 id="server-title">The server</h3>
        <span class="form__tabs">
          <button
            class="small-button"
            type="button"
            aria-pressed={server.kind === "policy"}
            onClick={() => choose("policy")}
          >
            By a policy
          </button>
          <button
            class="small-button"
            type="button"
            aria-pressed={server.kind === "hand"}
            onClick={() => choose("hand")}
          >
            By hand
          </button>
        </span>
      </div>
      {server.kind === "policy" && <PolicyForm value={value} options={server.options} />}
      {server.kind === "hand" && <HandForm value={value} places={server.places} />}
    </section>
  );
}
