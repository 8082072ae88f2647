import { open, type FileHandle } from 'node:fs/promises';

const blockSize = 1024 * 1024;

/** Are the two files equal? In blocks, so that size does not matter. */
export async function sameBytes(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([open(a, 'r'), open(b, 'r')]);
  try {
    if ((await left.stat()).size !== (await right.stat()).size) return false;
    const blocks = { left: Buffer.alloc(blockSize), right: Buffer.alloc(blockSize) };
    for (let position = 0; ; position += blockSize) {
      const lengths = await Promise.all([
        readBlock(left, blocks.left, position),
        readBlock(right, blocks.right, position),
      ]);
      const [length] = lengths;
      if (!blocks.left.subarray(0, length).equals(blocks.right.subarray(0, lengths[1]))) return false;
      if (length < blockSize) return true;
    }
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}

/** A read may give less than it was asked for without being at the end. */
async function readBlock(handle: FileHandle, block: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < block.length) {
    const { bytesRead } = await handle.read(block, filled, block.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
