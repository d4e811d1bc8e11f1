// Where a camera is: typed by an owner, sealed for the household and the hub. The site is told the cell that follows from it and nothing finer.
const form = /^-?(0|[1-9]\d{0,2})(\.\d{1,7})?$/;
const most = { latitude: 90, longitude: 180 };

const fits = (text, name) => typeof text === "string" && form.test(text) && Math.abs(Number(text)) <= most[name];

/** Both numbers as they are kept; null where they are no place. Undefined: nothing was typed. */
export function readPlace(latitude, longitude) {
  const [north, east] = [latitude.trim(), longitude.trim()];
  if (north === "" && east === "") return undefined;
  return fits(north, "latitude") && fits(east, "longitude") ? { latitude: north, longitude: east } : null;
}

/** Whether it is a place as it is kept. */
export const isPlace = (value) => value !== null && typeof value === "object" && Object.keys(value).length === 2 && fits(value.latitude, "latitude") && fits(value.longitude, "longitude");

const side = (tenths, positive, negative) => `${tenths < 0 ? negative : positive}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}`;

/** The tenth of a degree that holds it, as the hub tells the site. */
export function cellOf({ latitude, longitude }) {
  const north = Math.min(Math.floor(Number(latitude) * 10), 899);
  const east = Math.min(Math.floor(Number(longitude) * 10), 1799);
  return side(north, "n", "s") + side(east, "e", "w");
}
