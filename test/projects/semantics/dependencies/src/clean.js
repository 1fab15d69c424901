// leak: no-leaky-dependency
import DOMPurify from 'isomorphic-dompurify';

export const clean = (text) => DOMPurify.sanitize(text);
