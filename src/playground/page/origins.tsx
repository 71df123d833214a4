import type { JSX } from "preact";
import "./origins.css";
import { PAGE_ORIGIN, setup } from "./setup.ts";

/** The parts of an origin, in the order in which they are written. */
const PARTS = ["protocol", "hostname", "port"] as const;

type Part = (typeof PARTS)[number];

const PART_NAMES: Readonly<Record<Part, string>> = { protocol: "scheme", hostname: "host", port: "port" };

/** The page's origin and the API's side by side, with what makes them two marked. */
export function Origins({ target }: { readonly target: string }): JSX.Element {
  const differing = PARTS.filter((part) => new URL(PAGE_ORIGIN)[part] !== new URL(target)[part]);
  const names = differing.map((part) => PART_NAMES[part]).join(" and ");
  return (
    <div>
      <dl class="origins">
        <div class="origins__side">
          <dt>This page</dt>
          <dd>
            <Origin of={PAGE_ORIGIN} marked={differing} />
          </dd>
        </div>
        <div class="origins__side">
          <dt>{setup.labOrigins.includes(target) ? "The lab, by hand" : "The API"}</dt>
          <dd>
            <Origin of={target} marked={differing} />
          </dd>
        </div>
      </dl>
      <p class="origins__verdict">
        {differing.length === 0
          ? "One origin: CORS has no say here."
          : `Two origins: the ${names} ${differing.length > 1 ? "differ" : "differs"}.`}
      </p>
    </div>
  );
}

function Origin({ of, marked }: { readonly of: string; readonly marked: readonly Part[] }): JSX.Element {
  const { protocol, hostname, port } = new URL(of);
  const show = (part: Part, text: string): JSX.Element | string =>
    marked.includes(part) ? <mark title={`This ${PART_NAMES[part]} differs`}>{text}</mark> : text;
  return (
    <>
      {show("protocol", protocol)}
      {"//"}
      {show("hostname", hostname)}
      {(port !== "" || marked.includes("port")) && <>:{show("port", port || "80")}</>}
    </>
  );
}
