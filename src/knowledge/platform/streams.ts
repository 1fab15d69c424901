import type { StreamRow } from '../../model/knowledge.ts';
import { members } from '../frameworks/surface.ts';

const NODE = '20.20.2';
const FILES = ['node:fs#', 'graceful-fs#', 'fs-extra#'] as const;

/** Streams that hold a file, a connection or a cursor until they are read to the end or destroyed. */
export const STREAMS: readonly StreamRow[] = [
  {
    callees: [...members(FILES, ['createReadStream']), 'node:fs/promises#open().createReadStream'],
    kind: 'source',
    noun: 'file',
    holds: 'the file stays open for ever',
    safeOptions: [
      { argument: 1, path: 'autoClose', is: false },
      { argument: 1, path: 'signal', is: { state: 'present' } },
    ],
    evidence: [
      { kind: 'probe', id: 'core.fs.createReadStream.unread', version: NODE, node: NODE, survivors: '200/200', note: 'open files; the same when it is read in part' },
      { kind: 'probe', id: 'core.stream.pipe.destError', version: NODE, node: NODE, survivors: '200/200', note: 'open files; none with pipeline' },
    ],
  },
  {
    callees: members(FILES, ['createWriteStream']),
    kind: 'sink',
    noun: 'file',
    holds: 'the file stays open for ever',
    safeOptions: [
      { argument: 1, path: 'autoClose', is: false },
      { argument: 1, path: 'signal', is: { state: 'present' } },
    ],
    evidence: [{ kind: 'probe', id: 'core.fs.createWriteStream.unended', version: NODE, node: NODE, survivors: '200/200', note: 'open files' }],
  },
  {
    callees: ['mongodb#GridFSBucket().openDownloadStream', 'mongodb#GridFSBucket().openDownloadStreamByName', '@google-cloud/storage#Storage().bucket().file().createReadStream', 'got#stream', 'got#got.stream'],
    kind: 'source',
    noun: 'download',
    holds: 'its connection or cursor stays taken',
    evidence: [{ kind: 'docs', ref: 'https://nodejs.org/api/stream.html#readablepipedestination-options', note: 'pipe destroys neither side when the other one is closed' }],
  },
  {
    callees: ['archiver#', 'archiver#create'],
    kind: 'source',
    noun: 'archive',
    end: 'abort',
    holds: 'the archive waits for ever, with the file that it is packing',
    evidence: [{ kind: 'docs', ref: 'https://www.archiverjs.com/docs/archiver/#abort', note: 'only abort() ends an archive early' }],
  },
  {
    callees: [
      ...members(['node:zlib#'], ['createGzip', 'createGunzip', 'createDeflate', 'createInflate', 'createBrotliCompress', 'createBrotliDecompress', 'createUnzip', 'createDeflateRaw', 'createInflateRaw', 'createZstdCompress', 'createZstdDecompress']),
      ...members(['node:stream#'], ['PassThrough', 'Transform', 'Duplex']),
      ...members(['node:crypto#'], ['createCipheriv', 'createDecipheriv']),
    ],
    kind: 'transform',
    noun: 'transform',
    holds: 'what is piped into it is not ended with it',
    evidence: [{ kind: 'docs', ref: 'https://nodejs.org/api/stream.html#readablepipedestination-options' }],
  },
  {
    callees: ['node:readline#createInterface', 'node:readline/promises#createInterface'],
    kind: 'lines',
    noun: 'file',
    holds: 'the file stays open for ever, since closing the interface does not end its input',
    evidence: [{ kind: 'probe', id: 'core.readline.closeBeforeEnd', version: NODE, node: NODE, survivors: '20/20', note: 'open files; none when read to the end' }],
  },
];
