using FlowOptics.GraphApi.Startup;
using FlowOptics.ServiceDefaults;

if (args is ["ddl", .. var words]) return DdlCommand.Run(words, Console.Out, Console.Error);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
// Durable: what comes while GraphApi is down waits in the broker.
builder.AddMqttClient("graphapi", options => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue });
builder.AddGraphApi();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGraphApi();
await app.RunAsync();
return Environment.ExitCode;
