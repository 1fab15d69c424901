import Page from './page';

export function GET() {
  // fine: a test
  setInterval(() => console.log('tick'), 1000);
  return Page();
}
