// leak: no-leaky-dependency
import Cookies from 'universal-cookie';

export const userOf = (req) => new Cookies(req.headers.cookie).get('user');
