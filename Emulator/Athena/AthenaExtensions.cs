using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Emulator.Athena.Engine;
using FlowOptics.Emulator.Athena.Queries;
using FlowOptics.Emulator.Athena.WorkGroups;

namespace FlowOptics.Emulator.Athena;

internal static class AthenaExtensions
{
    public static void AddAthena(this IServiceCollection services) => services
        .AddSingleton<TableCatalog>()
        .AddSingleton<WorkGroupStore>()
        .AddSingleton<QueryStore>()
        .AddSingleton<ResultFile>()
        .AddSingleton<SqlCheck>()
        .AddSingleton<QueryRunner>()
        .AddSingleton<QueryOperations>()
        .AddSingleton<WorkGroupOperations>()
        .AddSingleton<CatalogOperations>()
        .AddSingleton<AthenaService>();

    /// <summary>Reads what the folder holds.</summary>
    public static void OpenAthena(this IServiceProvider services)
    {
        services.GetRequiredService<TableCatalog>().Open();
        services.GetRequiredService<WorkGroupStore>().Open();
        services.GetRequiredService<QueryStore>().Open();
    }
}
