import "./components/app-shell.js";
import "./components/icon.js";
import { startRouter } from "./lib/router.js";
import { session } from "./lib/session.js";
import { routes } from "./routes.js";

session.start();
startRouter(routes, /** @type {HTMLElement} */ (document.getElementById("main")));
