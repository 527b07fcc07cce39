// What must hold wherever Volante is drawn, whatever the font and the browser's version: nothing overlaps, nothing overflows,
// everything can be read and hit, headings and focus go in order. In numbers, so no picture is needed.

/** The least sizes of what is pressed, in px: for a pointer, for a finger. */
export const TARGET = { pointer: 24, finger: 44 };

/**
 * What is wrong inside the elements that `selector` finds, a sentence each; empty when nothing is.
 * `target` is the least size of what is pressed; 0 where neither it nor the order
 * of focus is asked for.
 */
export function faults(page, selector, target) {
  return page.evaluate(measure, { selector, target });
}

/** Headings that skip a level, and a page without exactly one `h1`. */
export function headings(page) {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter((one) => one.checkVisibility());
    const level = (one) => Number(one.tagName[1]);
    const wrong = all.filter((one, at) => level(one) > (at ? level(all[at - 1]) : 0) + 1).map((one) => `${one.tagName} "${one.innerText}" skips a level`);
    const first = all.filter((one) => level(one) === 1).length;
    return first === 1 ? wrong : [...wrong, `${first} h1`];
  });
}

// Runs in the page: it can use nothing from above.
function measure({ selector, target }) {
  const found = new Set();
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parsed = new Map();
  const PRESSED = "a[href],button,input,select,textarea,summary,[role=option],[role=menuitem],[tabindex='0']";

  function name(element) {
    const words = (element.innerText || element.getAttribute("aria-label") || element.value || "").trim().replace(/\s+/g, " ");
    const kind = element.className?.baseVal === undefined && element.className ? `.${element.className.split(" ").join(".")}` : "";
    return `${element.tagName.toLowerCase()}${kind} "${words.slice(0, 40)}"`;
  }

  /** Any CSS colour as [r, g, b, a] of 0 to 255 and 0 to 1. */
  function colour(text) {
    if (!parsed.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = "#000";
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      parsed.set(text, [r, g, b, a / 255]);
    }
    return parsed.get(text);
  }
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  function ground(element) {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const layer = colour(getComputedStyle(one).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  }
  function light([r, g, b]) {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  }
  function contrast(front, behind) {
    const [a, b] = [light(over(front, behind)), light(behind)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  function expectContrast(element, what, front, behind, least) {
    const ratio = contrast(colour(front), behind);
    if (ratio < least - 0.005) found.add(`contrast ${ratio.toFixed(2)} < ${least}: ${what} of ${name(element)}`);
  }

  const isInactive = (element) => Boolean(element.closest("[aria-disabled=true],:disabled,[aria-busy=true],[data-carried]"));
  const isSpoken = (element) => {
    for (let one = element; one; one = one.parentElement) if (one.hidden || getComputedStyle(one).clipPath === "inset(50%)") return true;
    return false;
  };
  /** A bar that stays in sight lies over what scrolls under it. */
  const isStuck = (element) => {
    for (let one = element; one; one = one.parentElement) if (["sticky", "fixed"].includes(getComputedStyle(one).position)) return true;
    return false;
  };
  const clips = (style) => style.overflowX !== "visible" || style.overflowY !== "visible";
  /** What of a rectangle is left by the boxes that cut it off. */
  function seen(rect, element, root) {
    let { left, top, right, bottom } = rect;
    for (let one = element.parentElement; one && one !== root.parentElement; one = one.parentElement) {
      if (!clips(getComputedStyle(one))) continue;
      const box = one.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
  }
  /** Where a control's words and signs may stand: its box without the padding. */
  function inner(element) {
    const [box, style] = [element.getBoundingClientRect(), getComputedStyle(element)];
    return {
      left: box.left + parseFloat(style.paddingLeft), right: box.right - parseFloat(style.paddingRight),
      top: box.top, bottom: box.bottom,
    };
  }

  for (const root of document.querySelectorAll(selector)) {
    if (!root.checkVisibility()) continue;
    const box = root.getBoundingClientRect();
    const elements = [...root.querySelectorAll("*")].filter(
      (one) => one instanceof HTMLElement && one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isSpoken(one));
    // Words and boxes to type into, each with the rectangles in which it is seen.
    const things = [];
    for (const element of elements) {
      const style = getComputedStyle(element);
      const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim());
      const control = element.matches("input:not([type=hidden]),select,textarea");
      if (texts.length) {
        const rects = texts.flatMap((node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return [...range.getClientRects()].map((rect) => seen(rect, node, root)).filter(Boolean);
        });
        if (!rects.length) continue;
        things.push({ element, rects, stuck: isStuck(element) });
        if (style.display !== "inline" && element.clientWidth && !element.closest(".chart-axis-x")) {
          const cut = clips(style) ? " is cut off" : " runs out of its box";
          const wide = element.scrollWidth > element.clientWidth + 1 && style.textOverflow !== "ellipsis" && style.webkitLineClamp === "none";
          const tall = clips(style) && style.webkitLineClamp === "none" && style.overflowY !== "auto" && element.scrollHeight > element.clientHeight + 2 && style.textOverflow !== "ellipsis";
          if ((wide && style.overflowX !== "auto") || tall) found.add(`${name(element)}${cut}`);
        }
        if (!isInactive(element)) expectContrast(element, "text", style.color, ground(element), 4.5);
      } else if (control) {
        things.push({ element, rects: [seen(inner(element), element, root)].filter(Boolean), stuck: isStuck(element) });
      }
      if (control && !isInactive(element) && element.placeholder && !element.value) {
        expectContrast(element, "placeholder", getComputedStyle(element, "::placeholder").color, ground(element), 4.5);
      }
      // The edge of a box, or its filling where it is filled, against what it stands on.
      if (control && !isInactive(element) && style.opacity !== "0" && !element.matches("[type=range],[type=file],[type=color],.palette-input")) {
        const around = ground(element.parentElement);
        const edge = Math.max(contrast(colour(style.borderTopColor), around), contrast(colour(style.backgroundColor), around));
        if (edge < 2.995) found.add(`contrast ${edge.toFixed(2)} < 3: edge of ${name(element)}`);
      }
      if (element.matches("a,button") && !isInactive(element) && !element.innerText.trim()) {
        const sign = element.querySelector("svg");
        if (sign) expectContrast(element, "sign", getComputedStyle(sign).color, ground(element), 3);
      }
      const at = seen(element.getBoundingClientRect(), element, root);
      const outside = at && !element.closest(".chart-axis-x") && style.position !== "fixed" && !element.closest("[popover]") && !element.closest(".chart-axis-y,.tip");
      if (outside && (at.left < box.left - 1.5 || at.right > box.right + 1.5 || at.bottom > box.bottom + 1.5)) {
        found.add(`${name(element)} stands out of ${name(root)}`);
      }
    }

    // Nothing lies on anything else.
    for (const [at, one] of things.entries()) {
      for (const other of things.slice(at + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        if (one.stuck !== other.stuck) continue;
        if ([one, other].some(({ element }) => element.closest("[popover],.bar,.schedule-ghost,.toast")) && !(one.element.closest("[popover]") && other.element.closest("[popover]"))) continue;
        const lies = one.rects.some((a) => other.rects.some((b) => {
          const [wide, tall] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
          return wide > 2 && tall > 0.35 * Math.min(a.bottom - a.top, b.bottom - b.top);
        }));
        if (lies) found.add(`${name(one.element)} and ${name(other.element)} lie on one another`);
      }
    }

    // What is pressed is large enough, with what belongs to it, or far enough from the next.
    const pressed = elements.filter((one) => one.matches(PRESSED) && !one.matches("[type=hidden],[type=file]") && !one.closest("[inert],.schedule-track,.week"));
    const target_of = (element) => {
      const whole = element.matches(".row-link") ? element.closest("tr") : element.closest("label") ?? document.querySelector(`label[for="${element.id}"]:not(.field-label)`);
      const [a, b] = [element.getBoundingClientRect(), (whole ?? element).getBoundingClientRect()];
      const rect = { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
      // What is pressed besides: an `::after` round it, or over the whole of what it stands in.
      const after = getComputedStyle(element, "::after");
      if (after.content !== "none" && after.position === "absolute") {
        rect.right = Math.max(rect.right, rect.left + parseFloat(after.width));
        rect.bottom = Math.max(rect.bottom, rect.top + parseFloat(after.height));
      }
      return rect;
    };
    const isInSentence = (element) => element.matches("a,button.link") && getComputedStyle(element).display === "inline"
      && [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim().length > 1);
    for (const element of pressed) {
      const rect = target_of(element);
      if (!seen(rect, element, root) || isInSentence(element)) continue;
      const [wide, tall] = [rect.right - rect.left, rect.bottom - rect.top];
      if (target && Math.min(wide, tall) < target - 0.5) {
        found.add(`${Math.round(wide)}×${Math.round(tall)} px is less than ${target}: ${name(element)}`);
      }
    }

    // Focus goes down and on, as reading does.
    if (!target) continue;
    const stops = pressed.filter((one) => one.tabIndex === 0 && !isStuck(one) && !one.closest("[popover],.dialog-close") && !isInSentence(one));
    for (const one of pressed) if (one.tabIndex > 0) found.add(`${name(one)} jumps the queue of focus`);
    for (const [at, one] of stops.entries()) {
      const next = stops[at + 1];
      if (!next) break;
      const [a, b] = [one.getBoundingClientRect(), next.getBoundingClientRect()];
      const above = b.bottom <= a.top + 1 && b.left < a.right && a.left < b.right;
      const before = b.right <= a.left + 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
      if (above || before) found.add(`focus goes back from ${name(one)} to ${name(next)}`);
    }
  }
  return [...found];
}
