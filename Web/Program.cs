using FlowOptics.ServiceDefaults;
using FlowOptics.Web.Api;
using FlowOptics.Web.Gateway;
using FlowOptics.Web.Page;
using FlowOptics.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddHostNames();
builder.AddApi();
builder.AddGateway();
builder.AddPage();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseGateway();
app.MapDefaultEndpoints();
app.MapApi();
app.MapGateway();
app.MapPage();
await app.RunAsync();
