// What the page says and sends.

const mapping = document.getElementById("mapping");
const said = document.getElementById("said");
const SOON = 300;
let facetsTimer;

export const words = JSON.parse(document.getElementById("mapping-words")?.textContent ?? "{}");

export function say(sentence) {
  said.textContent = sentence;
}

// An answer of the server's own; a redirect to the login page or an error is none.
export async function post(address, body) {
  const data = body instanceof FormData ? body : new FormData();
  if (data !== body) for (const [name, text] of Object.entries(body)) data.set(name, text ?? "");
  const token = document.querySelector("#labels [name=csrfmiddlewaretoken]").value;
  const response = await fetch(address, {
    method: "POST", body: data, redirect: "manual", headers: {Accept: "application/json", "X-CSRFToken": token},
  });
  if (![200, 204, 409, 422].includes(response.status)) throw new Error(String(response.status));
  return response;
}

export async function get(address) {
  const response = await fetch(address, {redirect: "manual"});
  if (response.status !== 200) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// The figures empty as one decides; the list itself stays.
export function refreshFacets() {
  clearTimeout(facetsTimer);
  facetsTimer = setTimeout(async () => {
    const address = new URL(mapping.dataset.facets, location);
    address.search = location.search;
    address.searchParams.set("newest", mapping.dataset.newest);
    try {
      const page = await get(address);
      for (const id of ["progress", "facets", "fresh"]) {
        document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      }
      for (const shown of document.querySelectorAll("[data-waiting]")) {
        const now = page.querySelector(`[data-waiting="${shown.dataset.waiting}"]`);
        shown.textContent = now?.textContent ?? "";
        shown.hidden = !now;
      }
    } catch {
      // The figures stay as they are; the next deed asks again.
    }
  }, SOON);
}
