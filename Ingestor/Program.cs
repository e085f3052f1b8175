using FlowOptics.Ingestor;
using FlowOptics.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMqttClient("ingestor", IngestorOptions.Connect);
builder.AddIngestor();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
