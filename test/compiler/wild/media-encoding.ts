import { proxyActivities, ApplicationFailure } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

const Resolution = { SD: 480, HD: 720, FullHD: 1080, UltraHD: 2160 } as const;
type ResolutionName = keyof typeof Resolution;

interface Probe {
  width: number;
  height: number;
  durationSeconds: number;
  audioTracks: { language: string; channels: number }[];
}
interface Rendition {
  name: ResolutionName;
  url: string;
  bytes: number;
}
interface EncodingActivities {
  probe(url: string): Promise<Probe>;
  encode(input: { url: string; height: number; bitrate: number }): Promise<{ url: string; bytes: number }>;
  extractSubtitles(input: { url: string; language: string }): Promise<string | null>;
  writePlaylist(input: { title: string; renditions: Rendition[]; subtitles: string[] }): Promise<string>;
}
const { probe, extractSubtitles, writePlaylist } = proxyActivities<EncodingActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumAttempts: 3 },
});
const { encode } = proxyActivities<EncodingActivities>({
  startToCloseTimeout: '4 hours',
  heartbeatTimeout: '30 seconds',
  retry: { maximumAttempts: 2, initialInterval: '1 minute', backoffCoefficient: 1 },
});

const bitrateOf = (height: number): number => {
  if (height >= 2160) return 16_000;
  if (height >= 1080) return 6000;
  return height >= 720 ? 3000 : 1200;
};

export async function encodeVideo({
  url,
  title,
  targets,
}: {
  url: string;
  title: string;
  targets: ResolutionName[];
}): Promise<{
  playlist: string;
  totalBytes: number;
}> {
  const info = await probe(url);
  if (info.durationSeconds <= 0 || info.audioTracks.length === 0) {
    throw ApplicationFailure.nonRetryable(`${title} cannot be played`, 'BadMedia');
  }
  const possible = targets.filter((name) => Resolution[name] <= info.height);
  const renditions = await mapConcurrently(possible, 2, async (name) => {
    const height = Resolution[name];
    const encoded = await encode({ url, height, bitrate: bitrateOf(height) });
    return { name, url: encoded.url, bytes: encoded.bytes };
  });
  const subtitles: string[] = [];
  for (const track of info.audioTracks) {
    const found = await extractSubtitles({ url, language: track.language });
    if (found !== null) subtitles.push(found);
  }
  const playlist = await writePlaylist({ title, renditions, subtitles });
  return { playlist, totalBytes: renditions.reduce((sum, { bytes }) => sum + bytes, 0) };
}
