// The one file that a deployment replaces: the same client then speaks to another API. It must be of the same site (here
// the same host name, in production www.example.org and api.example.org), or browsers keep the login's cookie to themselves.
const name = globalThis.location?.hostname === "127.0.0.1" ? "127.0.0.1" : "localhost";
export const API_ORIGIN = `http://${name}:8000`;
