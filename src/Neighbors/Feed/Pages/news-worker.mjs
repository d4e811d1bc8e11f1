// Woken by the browser when a message comes: shows its words, and opens the feed when it is pressed. It keeps nothing and asks the site for nothing.
self.addEventListener("push", (event) => {
  event.waitUntil(self.registration.showNotification(event.data ? event.data.text() : "There is something new in your area", { tag: "feed" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/feed"));
});
