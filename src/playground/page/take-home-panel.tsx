import { effect, signal } from "@preact/signals";
import type { JSX } from "preact";
import { CopyButton } from "./copy-button.tsx";
import { writeCase } from "./share.ts";
import { Choice, Field } from "./field.tsx";
import { draft } from "./state.ts";
import type { Target } from "./take-home.ts";
import "./take-home-panel.css";

const isOpen = signal(false);
const target = signal<Target>("crossorigin");
const targets = signal<readonly (readonly [id: Target, title: string])[]>([]);
const code = signal("");

// Loaded when it is looked at.
effect(() => {
  const [open, one, chosen] = [isOpen.value, draft.value, target.value];
  if (!open || one === undefined) return;
  void import("./take-home.ts").then(({ takeHome, TARGETS }) => {
    targets.value = TARGETS;
    if (draft.value === one && target.value === chosen) code.value = takeHome(chosen, one);
  });
});

/** The case as code for elsewhere, and as an address. */
export function TakeHomePanel(): JSX.Element | null {
  if (draft.value === undefined) return null;
  return (
    <details class="home" onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
      <summary>Take it home</summary>
      <div class="home__body">
        <div class="home__head">
          <Field label="As">
            {(id) => (
              <Choice
                id={id}
                value={target.value}
                values={targets.value.map(([one]) => one)}
                names={Object.fromEntries(targets.value) as Readonly<Record<Target, string>>}
                choose={(chosen) => (target.value = chosen)}
              />
            )}
          </Field>
          <CopyButton text={() => code.value}>Copy</CopyButton>
          <CopyButton text={shareAddress}>Copy the address of this case</CopyButton>
        </div>
        {/* A region that scrolls has to be reachable by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre class="home__code" tabIndex={0} aria-label="Code">
          {code.value}
        </pre>
        <p class="home__note">The address holds request and server, and no value of Authorization, Cookie or a key.</p>
      </div>
    </details>
  );
}

function shareAddress(): string {
  const one = draft.value;
  return one === undefined ? location.href : `${location.href.split("#", 1)[0]}#try=${writeCase(one)}`;
}
