import type { ReleaseRow } from '../../model/knowledge.ts';
import { docs } from '../clients/evidence.ts';

/** Renderers that keep what they made in a registry, a worker or memory that no collection reaches. */
export const documents: readonly ReleaseRow[] = [
  {
    id: 'konva/Stage',
    acquires: ['konva#Stage', 'konva#default.Stage', 'konva/cmj#Stage'],
    noun: 'stage',
    holds: 'Konva keeps each stage in a list until `destroy()`',
    keptBy: 'process',
    release: ['destroy'],
    atOnce: true,
    evidence: [docs('https://konvajs.org/docs/performance/Avoid_Memory_Leaks.html', 'stages are kept in `Konva.stages` until they are destroyed')],
  },
  {
    id: 'pdfjs-dist/getDocument',
    acquires: ['pdfjs-dist#getDocument', 'pdfjs-dist/legacy/build/pdf.mjs#getDocument', 'pdfjs-dist/legacy/build/pdf.js#getDocument', 'pdfjs-dist/legacy/build/pdf#getDocument', 'pdfjs-dist/build/pdf.mjs#getDocument'],
    noun: 'PDF document',
    holds: 'its worker keeps the document until `destroy()`',
    keptBy: 'process',
    release: ['destroy', 'promise.destroy'],
    evidence: [docs('https://mozilla.github.io/pdf.js/api/draft/module-pdfjsLib-PDFDocumentLoadingTask.html', '`destroy()` aborts all requests and destroys the worker')],
  },
];
