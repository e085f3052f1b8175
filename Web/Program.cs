using FlowOptics.ServiceDefaults;
using FlowOptics.Web.Api;
using FlowOptics.Web.Page;
using FlowOptics.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddHostNames();
builder.AddApi();
builder.AddPage();

var app = builder.Build();
app.UseSecurityHeaders();
app.MapDefaultEndpoints();
app.MapApi();
app.MapPage();
await app.RunAsync();
