using FlowOptics.Demo.Delivery;
using FlowOptics.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDemo();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
