using FlowOptics.Broker;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

var options = BrokerOptions.From(builder.Configuration);
builder.ListenOn(options);
builder.Services.AddSingleton(options);
builder.Services.AddMqttServer(new MqttServerOptions { StorageFolder = options.StorageFolder });
builder.Services.AddSingleton<BrokerMetrics>();
builder.Services.AddHostedService<BrokerHeartbeat>();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapMqtt("/mqtt");
await app.RunBrokerAsync(options);
