// Switches messages on for this browser, when its owner presses the button and the browser asks them too.
const part = document.querySelector("[data-news]");

if (part) {
  const say = part.querySelector("[data-news-say]");
  const form = part.querySelector("[data-news-form]");
  const told = (words) => {
    say.textContent = words;
  };

  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    told("This browser cannot be told.");
    form.hidden = true;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        told("This browser does not allow messages from here. Its own settings say so.");
        return;
      }
      const registration = await navigator.serviceWorker.register(part.dataset.worker);
      await ready(registration);
      const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: part.dataset.key });
      const keys = subscription.toJSON().keys;
      const response = await fetch("/feed/push", {
        method: "POST",
        headers: { "Content-Type": "application/json", RequestVerificationToken: form.querySelector("[name=__RequestVerificationToken]").value },
        body: JSON.stringify({ endpoint: subscription.endpoint, p256dh: keys.p256dh, auth: keys.auth }),
        redirect: "manual",
      });
      if (response.ok) {
        told("This browser is told from now on.");
        return;
      }
      const why = await response.json().catch(() => null);
      told(why?.detail ?? "The site did not answer as it should. Load the page again.");
    } catch {
      told("This browser could not be switched on: its push service does not answer.");
    }
  });
  form.inert = false;
}

// A worker that was just installed takes a moment until it can subscribe.
function ready(registration) {
  if (registration.active) return Promise.resolve();
  const worker = registration.installing ?? registration.waiting;
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
    });
  });
}
