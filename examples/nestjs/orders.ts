import { Body, Controller, Get, Module, NotFoundException, Param, Post, Put } from "@nestjs/common";

interface Order {
  readonly items: readonly string[];
}

@Controller("orders")
class OrdersController {
  @Get()
  list(): object[] {
    return [{ id: "1" }];
  }

  @Get(":id")
  find(@Param("id") id: string): object {
    // What Nest answers to this, and to any other error, carries the policy's headers.
    if (id !== "1") throw new NotFoundException();
    return { id };
  }

  @Post()
  create(@Body() order: Order): object {
    return { first: order.items[0] };
  }

  @Put(":id")
  replace(@Param("id") id: string, @Body() order: Order): object {
    return { id, items: order.items };
  }
}

@Module({ controllers: [OrdersController] })
export class OrdersModule {}
