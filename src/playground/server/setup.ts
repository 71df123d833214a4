/** What the page is told when it is sent. */
export interface PageSetup {
  /** The page under both of its names: `http://localhost:8081` and `http://127.0.0.1:8081`. */
  readonly pageOrigins: readonly [localhost: string, address: string];
  /** The API, likewise. */
  readonly apiOrigins: readonly [localhost: string, address: string];
  /** The lab, whose answers are written by hand, likewise. */
  readonly labOrigins: readonly [localhost: string, address: string];
  /** The account that the API knows. */
  readonly account: { readonly user: string; readonly password: string; readonly apiKey: string };
}
