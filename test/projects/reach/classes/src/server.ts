import express, { type Request, type Response } from 'express';
import { Legacy } from './legacy.ts';
import { CsvExport, PdfExport, type Export } from './exports.ts';
import { Orders } from './orders.ts';
import { OrdersController } from './controller.ts';

const app = express();
const orders = new Orders();
const controller = new OrdersController(orders);
const legacy = new Legacy();

app.get('/orders', (req: Request, res: Response) => {
  orders.list();
  orders.find(String(req.query['id']));
  Orders.count();
  console.log(orders.size);
  new CsvExport().write();
  legacy.flush();
  res.end();
});

app.get('/one', controller.one);
app.get('/two', controller.two.bind(controller));
app.get('/three', (req, res) => controller.three(req, res));

app.get('/pdf', (req, res) => {
  save(new PdfExport());
  res.end();
});

function save(target: Export) {
  target.write();
}

app.listen(3000);
