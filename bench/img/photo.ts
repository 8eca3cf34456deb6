import sharp from "sharp";

const WIDTH = 1200;
const HEIGHT = 800;
const CHANNELS = 3;
/** How much each finer octave of noise counts: about the spectrum of photographs. */
const FALLOFF = 0.68;
const LOUDEST = 90;
const EDGES = 40;

/** A picture with the spectrum and edges of a photograph, 1200x800, quality 85; the same every time. */
export async function drawPhoto(): Promise<Buffer> {
	const random = seeded(7);
	const sum = new Float32Array(WIDTH * HEIGHT * CHANNELS);
	let loudness = LOUDEST;
	for (let across = 3; across <= WIDTH; across *= 2) {
		const octave = await drawOctave(across, random);
		for (let at = 0; at < sum.length; at++)
			sum[at] = (sum[at] ?? 0) + (((octave[at] ?? 0) - 128) / 128) * loudness;
		loudness *= FALLOFF;
	}
	for (let edge = 0; edge < EDGES; edge++) drawEdge(sum, random);
	const pixels = Buffer.from(Array.from(sum, (value) => Math.max(0, Math.min(255, 128 + value))));
	return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: CHANNELS } })
		.jpeg({ quality: 85 })
		.toBuffer();
}

/** The same pixels under other bytes: a comment with a number stands before the end. */
export function numbered(photo: Buffer, number: number): Buffer {
	const comment = Buffer.alloc(8);
	comment.writeUInt16BE(0xfffe, 0);
	comment.writeUInt16BE(6, 2);
	comment.writeUInt32BE(number, 4);
	return Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]);
}

function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

async function drawOctave(across: number, random: () => number): Promise<Buffer> {
	const down = Math.max(2, Math.round((across * HEIGHT) / WIDTH));
	const pixels = Buffer.alloc(across * down * CHANNELS);
	for (let at = 0; at < pixels.length; at += CHANNELS) {
		const grey = random() * 205;
		for (let channel = 0; channel < CHANNELS; channel++) pixels[at + channel] = grey + random() * 50;
	}
	return sharp(pixels, { raw: { width: across, height: down, channels: CHANNELS } })
		.resize(WIDTH, HEIGHT, { fit: "fill", kernel: "cubic" })
		.raw()
		.toBuffer();
}

function drawEdge(sum: Float32Array, random: () => number): void {
	const [left, top] = [Math.floor(random() * WIDTH), Math.floor(random() * HEIGHT)];
	const [right, bottom] = [left + 20 + random() * 150, top + 20 + random() * 150];
	const step = (random() - 0.5) * 90;
	for (let y = top; y < Math.min(HEIGHT, bottom); y++) {
		for (let x = left; x < Math.min(WIDTH, right); x++) {
			for (let channel = 0; channel < CHANNELS; channel++) {
				const at = (y * WIDTH + x) * CHANNELS + channel;
				sum[at] = (sum[at] ?? 0) + step;
			}
		}
	}
}
