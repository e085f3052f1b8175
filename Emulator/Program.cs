using FlowOptics.Emulator;
using FlowOptics.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

var options = EmulatorOptions.From(builder.Configuration);
builder.AddEmulator(options);

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapEmulator();
await app.RunEmulatorAsync(options);
