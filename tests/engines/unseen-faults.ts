/** Faults of the algorithms that no page can see in the three engines, by file and name, and why. */
export const UNSEEN_FAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "src/browser/preflight-fetch.ts": {
    "an answer without a list of methods allows the method": "only the standard says otherwise",
    "a star permits Authorization": "it does so in every engine",
  },
  "src/browser/resource-policy.ts": {
    "an embedder's policy is not asked": "no page of a scenario has one",
    "a page over http may have what came over https": "no page over http asks for https",
    "a page over https may not have what came over http": "loopback over http is blocked or of another site",
    "a value without a meaning is a policy": "it shows under an embedder's policy alone",
  },
  "src/browser/timing-allow.ts": {
    "a star shows no timing": "no scenario looks at times",
    "the page's own server has to show its timing": "no scenario looks at times",
    "whoever says anything shows its timing": "no scenario looks at times",
  },
  "src/browser/mixed-content.ts": {
    "a page over https may ask anybody": "every server of a scenario is on this machine",
  },
};
