import { proxyActivities } from '@temporalio/workflow';

interface Segment {
  speaker: string;
  text: string;
  start: number;
  end: number;
}
const { split, transcribe, store } = proxyActivities<{
  split(url: string): Promise<{ url: string; offset: number }[]>;
  transcribe(url: string): Promise<Segment[]>;
  store(input: { episode: string; markdown: string; speakers: string[]; seconds: number }): Promise<string>;
}>({ startToCloseTimeout: '1 hour', retry: { maximumAttempts: 3 } });

const time = (seconds: number): string =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${`${Math.floor(seconds) % 60}`.padStart(2, '0')}`;

function merge(segments: Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last !== undefined && last.speaker === segment.speaker && segment.start - last.end < 2) {
      merged.pop();
      merged.push({ ...last, text: `${last.text} ${segment.text.trim()}`, end: segment.end });
    } else merged.push(segment);
  }
  return merged;
}

export async function transcribeEpisode({ episode, url }: { episode: string; url: string }): Promise<string> {
  const parts = await split(url);
  const transcripts = await Promise.all(
    parts.map(async ({ url: part, offset }) => {
      const segments = await transcribe(part);
      return segments.map((segment) => ({ ...segment, start: segment.start + offset, end: segment.end + offset }));
    }),
  );
  const all = merge(transcripts.flat());
  const speakers = all.map(({ speaker }) => speaker).filter((speaker, index, list) => list.indexOf(speaker) === index);
  const markdown = all.map(({ speaker, text, start }) => `**${speaker}** (${time(start)}): ${text}`).join('\n\n');
  const seconds = all.length === 0 ? 0 : all[all.length - 1].end - all[0].start;
  return await store({ episode, markdown, speakers, seconds });
}
