// Inpainting: a mask is painted over a picture with mouse, finger or pen. The strokes are kept until the picture changes, so a reload loses nothing.
"use strict";

senmitsu.masks = {
  key: "senmitsu-mask",
  mostPixels: 2048, // along the longer side of a mask; those of larger pictures are made larger later
  shownRem: 32, // height of a picture on the page, unless its width is the limit
  opaqueEnough: 128,

  async attach(canvas, picture) {
    try {
      await picture.decode();
    } catch {
      return; // the picture is gone, or its place on the page is
    }

    const { naturalWidth: width, naturalHeight: height } = picture;
    const scale = Math.min(1, this.mostPixels / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    picture.style.width = `min(100%, ${(this.shownRem * width) / height}rem)`;
    const address = picture.getAttribute("src");
    canvas.mask = { address, width, scale, strokes: this.kept(address), stroke: null, ring: canvas.nextElementSibling };
    canvas.addEventListener("pointerdown", (event) => this.begin(canvas, event));
    canvas.addEventListener("pointermove", (event) => this.move(canvas, event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => this.end(canvas));
    canvas.addEventListener("pointerleave", () => (canvas.mask.ring.hidden = true));
    canvas.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") this.undo(canvas);
    });
    this.draw(canvas);
  },

  kept(address) {
    const kept = JSON.parse(senmitsu.load(this.key));
    return kept?.address === address ? kept.strokes : [];
  },

  keep({ address, strokes }) {
    try {
      senmitsu.save(this.key, JSON.stringify({ address, strokes }));
    } catch {
      // The browser's memory is full: the mask is lost with the page, not before.
    }
  },

  begin(canvas, event) {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    const { brush, erases } = canvas.dataset;
    canvas.mask.stroke = { size: Number(brush), erases: erases !== undefined, points: [this.point(canvas, event)] };
    this.trace(canvas, canvas.mask.stroke);
  },

  move(canvas, event) {
    this.showBrush(canvas, event);
    const { stroke } = canvas.mask;
    if (!stroke || !event.isPrimary) return;
    const passed = event.getCoalescedEvents();
    const from = stroke.points.length - 1;
    for (const part of passed.length > 0 ? passed : [event]) stroke.points.push(this.point(canvas, part));
    this.trace(canvas, stroke, from);
  },

  end(canvas) {
    const { mask } = canvas;
    if (!mask.stroke) return;
    mask.strokes.push(mask.stroke);
    mask.stroke = null;
    canvas.dataset.strokes = mask.strokes.length;
    this.keep(mask);
  },

  undo(canvas) {
    if (!canvas.mask) return;
    canvas.mask.strokes.pop();
    this.redraw(canvas);
  },

  clear(canvas) {
    if (!canvas.mask) return;
    canvas.mask.strokes = [];
    this.redraw(canvas);
  },

  redraw(canvas) {
    this.keep(canvas.mask);
    this.draw(canvas);
  },

  // In pixels of the picture.
  point(canvas, event) {
    const { left, top, width } = canvas.getBoundingClientRect();
    const scale = canvas.mask.width / width;
    return [Math.round((event.clientX - left) * scale), Math.round((event.clientY - top) * scale)];
  },

  showBrush(canvas, event) {
    const { left, top, width } = canvas.getBoundingClientRect();
    const { ring, width: pixels } = canvas.mask;
    const size = `${(Number(canvas.dataset.brush) * width) / pixels}px`;
    Object.assign(ring.style, { left: `${event.clientX - left}px`, top: `${event.clientY - top}px`, width: size, height: size });
    ring.hidden = event.pointerType === "touch";
  },

  draw(canvas) {
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    for (const stroke of canvas.mask.strokes) this.trace(canvas, stroke);
    canvas.dataset.strokes = canvas.mask.strokes.length;
  },

  trace(canvas, stroke, from = 0) {
    const context = canvas.getContext("2d");
    const points = stroke.points.slice(from).map((point) => point.map((value) => value * canvas.mask.scale));
    const size = stroke.size * canvas.mask.scale;
    context.globalCompositeOperation = stroke.erases ? "destination-out" : "source-over";
    context.fillStyle = context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = size;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.arc(...points[0], size / 2, 0, 2 * Math.PI); // a dot, where there is no line
    context.fill();
    context.beginPath();
    for (const point of points) context.lineTo(...point);
    context.stroke();
  },

  isPainted(canvas) {
    return Boolean(canvas.mask) && this.pixels(canvas).data.some((value, i) => i % 4 === 3 && value >= this.opaqueEnough);
  },

  pixels(canvas) {
    return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  },

  // White where it is painted, black elsewhere.
  read(canvas) {
    const image = this.pixels(canvas);
    for (let i = 0; i < image.data.length; i += 4) {
      image.data.fill(image.data[i + 3] >= this.opaqueEnough ? 255 : 0, i, i + 3);
      image.data[i + 3] = 255;
    }

    const sheet = document.createElement("canvas");
    sheet.width = canvas.width;
    sheet.height = canvas.height;
    sheet.getContext("2d").putImageData(image, 0, 0);
    return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
  },
};
