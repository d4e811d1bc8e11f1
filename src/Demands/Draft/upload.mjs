// Sends the form with its file and shows how far it is. Without this the form is sent by the browser itself, to the same end.
const megabytes = (bytes) => (bytes / 1048576).toFixed(1);

function ready() {
  const part = document.querySelector("[data-upload]");
  const form = part?.closest("form");
  if (!form) return;
  const says = part.querySelector("[data-says]");
  const bar = part.querySelector("progress");
  const field = form.querySelector("input[type=file]");
  const most = Number(part.dataset.upload);

  form.addEventListener("submit", (event) => {
    const file = field.files[0];
    if (!file) return;
    event.preventDefault();
    if (file.size > most) {
      says.textContent = `This file has ${megabytes(file.size)} MB, and at most ${megabytes(most)} MB are taken. Nothing was sent.`;
      field.focus();
      return;
    }
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    const request = new XMLHttpRequest();
    const stopped = () => {
      delete form.dataset.sending;
      bar.hidden = true;
      says.textContent = "The upload stopped before it was whole. What was kept before is unchanged; send it again.";
    };
    bar.hidden = false;
    request.upload.addEventListener("progress", (at) => {
      if (!at.lengthComputable) return;
      const share = Math.floor((at.loaded * 100) / at.total);
      bar.value = share;
      says.textContent = share < 100 ? `${share}% of ${megabytes(at.total)} MB sent` : "All is sent. It is being checked and sealed.";
    });
    request.addEventListener("error", stopped);
    request.addEventListener("abort", stopped);
    request.addEventListener("load", () => {
      if (request.status === 200) location.assign(request.responseURL);
      else show(request);
    });
    request.open("POST", form.action);
    request.responseType = "text";
    request.send(new FormData(form, event.submitter));
  });
}

// The server's page that says what is wrong, in the place of this one.
function show(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = page.title;

  // A browser heeds it only while a page is loading, and complains afterwards.
  for (const one of page.querySelectorAll("[autofocus]")) one.removeAttribute("autofocus");
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.querySelector("#errors")?.focus();
  ready();
}

ready();
