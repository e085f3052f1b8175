using FlowOptics.Broker;
using FlowOptics.Broker.Access;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

if (HashPasswordVerb.Run(args, Console.In, Console.Out, Console.Error) is { } exitCode) return exitCode;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

var options = BrokerOptions.From(builder.Configuration);
builder.ListenOn(options);
builder.Services.AddSingleton(options);
builder.AddBroker(options);
builder.Services.AddSingleton<BrokerMetrics>();
builder.Services.AddHostedService<BrokerHeartbeat>();
builder.Services.AddHealthChecks().AddCheck<StorageHealth>("storage");

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapMqtt("/mqtt");
await app.RunBrokerAsync(options);
return Environment.ExitCode;
