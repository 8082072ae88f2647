import { log, proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Host {
  name: string;
  role: 'primary' | 'replica';
}
const ops = proxyActivities<{
  silence(input: { host: string; minutes: number }): Promise<string>;
  unsilence(id: string): Promise<void>;
  drain(host: string): Promise<void>;
  undrain(host: string): Promise<void>;
  upgrade(input: { host: string; version: string }): Promise<{ rebooted: boolean }>;
  isHealthy(host: string): Promise<boolean>;
  page(text: string): Promise<void>;
}>({ startToCloseTimeout: '10 minutes', retry: { maximumAttempts: 2, nonRetryableErrorTypes: ['UpgradeFailed'] } });

async function upgradeHost(host: Host, version: string): Promise<boolean> {
  const silence = await ops.silence({ host: host.name, minutes: 60 });
  try {
    await ops.drain(host.name);
    try {
      const { rebooted } = await ops.upgrade({ host: host.name, version });
      if (rebooted) await sleep('5 minutes');
      for (let tries = 0; tries < 10; tries++) {
        if (await ops.isHealthy(host.name)) return true;
        await sleep('1 minute');
      }
      return false;
    } finally {
      await ops.undrain(host.name);
    }
  } finally {
    await ops.unsilence(silence);
  }
}

export async function maintenance(input: {
  hosts: Host[];
  version: string;
}): Promise<{ upgraded: string[]; failed: string[] }> {
  const upgraded: string[] = [];
  const failed: string[] = [];
  const ordered = [
    ...input.hosts.filter((h) => h.role === 'replica'),
    ...input.hosts.filter((h) => h.role === 'primary'),
  ];
  for (const host of ordered) {
    if (host.role === 'primary' && failed.length > 0) {
      log.warn('leaving the primary alone', { host: host.name });
      continue;
    }
    let ok = false;
    try {
      ok = await upgradeHost(host, input.version);
    } catch (error) {
      const failure = failureOf(error);
      await ops.page(`${host.name}: ${failure.type} ${failure.message}`);
      if (failure.type === 'UpgradeFailed') break;
    }
    (ok ? upgraded : failed).push(host.name);
  }
  return { upgraded, failed };
}
