import { WRITTEN_FAULTS } from "./faults/written-faults.ts";
import { testMutation } from "./test-mutation.ts";

/** What `npm run test:mutation` does. */
export function run(project: string, program: string, args: readonly string[]): Promise<number> {
  return testMutation({ project, written: WRITTEN_FAULTS, program }, args);
}
