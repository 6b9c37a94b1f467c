// Makes the upload of a unit's form kinder; without it the form works all the same.
"use strict";
(() => {
  const form = document.querySelector("form.upload");
  const card = form.querySelector(".drop");
  const input = card.querySelector("input");
  const told = form.querySelector(".chosen");
  const button = form.querySelector("button");
  const largest = Number(form.dataset.largest);
  const label = button.textContent;
  let sending = false;

  const size = (bytes) =>
    bytes < 1024 * 1024
      ? `${Math.max(1, Math.round(bytes / 1024))} KB`
      : `${(bytes / 1024 / 1024).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;

  const tell = () => {
    const file = input.files[0];
    const tooLarge = Boolean(file) && file.size > largest;
    const limit = `${largest / 1024 / 1024} MB`;
    input.setCustomValidity(tooLarge ? `Tệp lớn quá ${limit}.` : "");
    told.className = tooLarge ? "chosen bad" : "chosen";
    told.textContent = !file
      ? ""
      : tooLarge
        ? `Tệp «${file.name}» (${size(file.size)}) lớn quá ${limit}: hãy bỏ ảnh, chọn đúng biểu rồi chọn lại.`
        : `Đã chọn «${file.name}» (${size(file.size)}). Bấm «Gửi báo cáo» để gửi.`;
  };

  const rest = () => {
    sending = false;
    button.removeAttribute("aria-disabled");
    button.textContent = label;
  };

  input.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    if (sending) {
      event.preventDefault();
      return;
    }
    sending = true;
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Đang gửi…";
    told.textContent = "Đang gửi tệp, xin chờ và đừng đóng trang.";
  });
  // The browser's «back» may bring the page as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) rest();
    tell();
  });

  // A file that misses the card would open in place of the page.
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
      const onCard = card.contains(event.target);
      card.classList.toggle("over", onCard && (name === "dragenter" || name === "dragover"));
      if (onCard) return;
      event.preventDefault();
      if (name === "drop" && event.dataTransfer.files.length === 1) {
        input.files = event.dataTransfer.files;
        tell();
      }
    });
  }
})();
