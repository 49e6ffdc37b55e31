// The one file that a deployment replaces: the same client then speaks to another API.
export const API_ORIGIN = "http://localhost:8000";
