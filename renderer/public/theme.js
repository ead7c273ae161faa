// Before the first paint: the theme chosen last time, so that nothing flashes.
(() => {
  try {
    const theme = localStorage.getItem('groma.theme') || 'dark';
    const light = theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches);
    document.documentElement.dataset.theme = light ? 'light' : 'dark';
  } catch {
    // Without storage the dark default stays.
  }
})();
