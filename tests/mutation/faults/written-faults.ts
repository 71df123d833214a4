import type { WrittenFaults } from "../collect-faults.ts";
import { CHECK_FAULTS } from "./browser-checks.ts";
import { FETCHING_FAULTS } from "./browser-fetching.ts";
import { REQUEST_FAULTS } from "./browser-requests.ts";
import { DECISION_FAULTS } from "./policy-decisions.ts";
import { OPTION_FAULTS } from "./policy-options.ts";
import { ORIGIN_FAULTS } from "./policy-origins.ts";
import { STANDARD_FAULTS } from "./standard.ts";

/** Mistakes that somebody who knows the code could make, each by what a user would suffer. */
export const WRITTEN_FAULTS: WrittenFaults = {
  ...STANDARD_FAULTS,
  ...DECISION_FAULTS,
  ...ORIGIN_FAULTS,
  ...OPTION_FAULTS,
  ...CHECK_FAULTS,
  ...REQUEST_FAULTS,
  ...FETCHING_FAULTS,
};
