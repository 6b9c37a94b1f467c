// Airflow shows these pages in a frame that may not replace the page around it, and opens no window. A link to Airflow's
// own pages is therefore followed by a link of that page. Outside of a frame the browser follows it as any other.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-airflow]");
  if (!link || window.top === window.self) return;
  event.preventDefault();
  const outer = window.top.document.createElement("a");
  outer.href = link.href;
  outer.click();
});
