using FlowOptics.Enricher;
using FlowOptics.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddEnrichment();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
