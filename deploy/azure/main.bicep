// FlowOptics needs nothing in Azure. azd wants a module to provision before it runs the hooks that do the work (azure.yaml).
targetScope = 'subscription'

param environmentName string

output FLOWOPTICS_ENVIRONMENT string = environmentName
