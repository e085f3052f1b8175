using FlowOptics.Ingestor;
using FlowOptics.Ingestor.Sources.Firehose;
using FlowOptics.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMqttClient("ingestor", IngestorOptions.Connect);
builder.AddIngestor();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapFirehose();
await app.RunAsync();
