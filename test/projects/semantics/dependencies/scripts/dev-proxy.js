// fine: for development only
import httpProxy from 'http-proxy';

httpProxy.createProxyServer({ target: 'http://localhost:3000' }).listen(4000);
