// Cropping: a square is put around a face with mouse, finger, pen or keys. It grows and shrinks around the face.
"use strict";

senmitsu.crops = {
  faceHeight: 0.45, // the face's middle, of the square's side
  facesAre: 0.3, // where portraits have it, of the free space above and below the square
  least: 16,

  async attach(board) {
    const picture = board.querySelector("img");
    const square = board.querySelector(".square");
    try {
      await picture.decode();
    } catch {
      return; // the picture is gone, or its place on the page is
    }

    const { naturalWidth: width, naturalHeight: height } = picture;
    const side = Math.min(width, height);
    board.crop = { width, height, left: (width - side) / 2, top: (height - side) * this.facesAre, side, drag: null };
    board.addEventListener("pointerdown", (event) => this.begin(board, event));
    board.addEventListener("pointermove", (event) => this.move(board, event));
    for (const name of ["pointerup", "pointercancel"]) board.addEventListener(name, () => (board.crop.drag = null));
    board.addEventListener("wheel", (event) => this.wheel(board, event), { passive: false });
    square.addEventListener("keydown", (event) => this.press(board, event));
    this.show(board);
  },

  // In pixels of the picture.
  point(board, event) {
    const { left, top, width } = board.getBoundingClientRect();
    const scale = board.crop.width / width;
    return { x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
  },

  face({ left, top, side }) {
    return { x: left + side / 2, y: top + side * this.faceHeight };
  },

  begin(board, event) {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    board.querySelector(".square").focus({ preventScroll: true });
    board.setPointerCapture(event.pointerId);
    const { crop } = board;
    const at = this.point(board, event);
    const isCorner = event.target.classList.contains("corner");
    if (!isCorner && event.target.tagName === "IMG") this.place(board, at, crop.side); // a click on a face
    crop.drag = { isCorner, from: at, face: this.face(crop), side: crop.side };
  },

  move(board, event) {
    const { drag } = board.crop ?? {};
    if (!drag || !event.isPrimary) return;
    const at = this.point(board, event);
    const [x, y] = [at.x - drag.from.x, at.y - drag.from.y];
    if (drag.isCorner) this.place(board, drag.face, drag.side + x + y);
    else this.place(board, { x: drag.face.x + x, y: drag.face.y + y }, drag.side);
  },

  wheel(board, event) {
    event.preventDefault();
    this.resize(board, event.deltaY > 0 ? 1.05 : 1 / 1.05);
  },

  press(board, event) {
    const { crop } = board;
    const step = crop.side * (event.shiftKey ? 0.1 : 0.02);
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const sizes = { "+": 1.05, "=": 1.05, "-": 1 / 1.05 };
    if (moves[event.key]) {
      const face = this.face(crop);
      this.place(board, { x: face.x + moves[event.key][0], y: face.y + moves[event.key][1] }, crop.side);
    } else if (sizes[event.key]) {
      this.resize(board, sizes[event.key]);
    } else {
      return;
    }

    event.preventDefault();
  },

  resize(board, factor) {
    this.place(board, this.face(board.crop), board.crop.side * factor);
  },

  place(board, face, side) {
    const { crop } = board;
    const between = (value, most) => Math.max(0, Math.min(value, most));
    crop.side = Math.max(Math.min(this.least, crop.width, crop.height), Math.min(side, crop.width, crop.height));
    crop.left = between(face.x - crop.side / 2, crop.width - crop.side);
    crop.top = between(face.y - crop.side * this.faceHeight, crop.height - crop.side);
    this.show(board);
  },

  show(board) {
    const { left, top, side, width, height } = board.crop;
    const square = board.querySelector(".square");
    const percent = (value, whole) => `${(100 * value) / whole}%`;
    Object.assign(square.style, { left: percent(left, width), top: percent(top, height), width: percent(side, width), height: percent(side, height) });
    square.dataset.side = Math.round(side);
  },

  // Nothing before the picture is there.
  read(board) {
    if (!board.crop) return null;
    const { left, top, side } = board.crop;
    return { left: Math.round(left), top: Math.round(top), side: Math.round(side) };
  },
};
