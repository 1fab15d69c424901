export abstract class BaseService {
  protected touch(id: string) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}
