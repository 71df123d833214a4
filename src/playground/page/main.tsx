import { render } from "preact";
import "./theme.css";
import { App } from "./app.tsx";
import { keepForecast } from "./forecast.ts";
import { followAddress } from "./state.ts";
import { connect } from "./wire.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the application.");
place.textContent = "";
render(<App />, place);
connect();
followAddress();
keepForecast();
