// A classic script on purpose: it runs before the first paint, so that a chosen theme never flashes.
// lib/theme.js writes what is read here.
try {
  const theme = localStorage.getItem("st.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the device's own scheme is right then.
}
